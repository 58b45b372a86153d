"""The HTTP and websocket edge to Twilio: pumps bytes, decides nothing."""
