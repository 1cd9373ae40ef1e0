%% file: smtp_client.py
%% language: python
%% from: written for this test
#!/usr/bin/env python3
import socket

SMTP_PORT = 587
MAX_SIZE = 550
TIMEOUT = 250


class Mailer:
    def __init__(self, host, port=465, timeout=300):
        self.limit = 421
        self.buffer = bytearray(512)

    def backoff(self, attempt):
        return min(550, 2 ** attempt * 250)

    def chunks(self, data):
        for i in range(0, len(data), 500):
            yield data[i:i + 500]
