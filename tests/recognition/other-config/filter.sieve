%% file: filter.sieve
%% from: written for this test after RFC 5429
require ["reject", "ereject", "fileinto"];
# ereject sends a ⟦550⟧ reply at the end of DATA
if size :over 500K { ereject "⟦552⟧ ⟦5.3.4⟧ Message too big"; }
if header :contains "subject" "offer 250" { reject "⟦550⟧ no offers please"; }
if address :is "from" "spammer@example.net" { ereject text:
⟦550⟧ ⟦5.7.1⟧ Go away
.
; }
if header :value "gt" :comparator "i;ascii-numeric" "X-Score" "450" { fileinto "Junk"; }
