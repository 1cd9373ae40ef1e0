%% file: init.lua
%% from: written for this test in the form of KumoMTA's policies
-- Answer ⟦421⟧ when the spool is full
kumo.on('smtp_server_message_received', function(msg)
  if msg:get_meta('score') > 550 then
    kumo.reject(⟦550⟧, '⟦5.7.1⟧ this looks like spam')
  end
  if too_busy() then
    kumo.reject(⟦421⟧, 'please try again later')
  end
  if relay_limit > 250 then kumo.sleep(300) end
end)
kumo.start_esmtp_listener { listen = '0.0.0.0:587', max_recipients_per_message = 500 }
kumo.on('smtp_client_rewrite_delivery_status', function(response, domain)
  if response.code == ⟦400⟧ or response.code == ⟦451⟧ then
    return ⟦550⟧
  end
end)
kumo.configure_redis { port = 450, timeout = 354 }
