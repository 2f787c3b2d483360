/** A handshake message's header is four bytes; a ServerHello's version follows it (RFC 2246 7.4.1.3). */
