"""A telephone network to call ourselves with: Twilio's side of the contract, and callers who speak.

Decision: the simulator is a client written from Twilio's documents alone and shares no code with `voice.wire`, so that
a misreading there cannot hide behind the same misreading here. Its time is real time, counted in ticks of 20 ms, and
every figure it reports (answer after so many ms, silence after so many ms) is taken where the caller's ear would be: at
playout, after Twilio's buffer, not at the socket. Alternative: measure inside the server; cheaper, but blind to pacing
and buffers.
"""
