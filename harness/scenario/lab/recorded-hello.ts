import type { JournalEvent } from '../../journal/index.js';
import {
  type ClientHello,
  HandshakeReader,
  parseClientHello,
  parseSslv2ClientHello,
  TlsRecordReader,
} from '../../wire/tls/index.js';

/** The hello of an event, read once more from its bytes; undefined where they are not whole. */
export function parseRecordedHello({ format, raw }: JournalEvent<'tls.client-hello'>): ClientHello | undefined {
  if (raw === undefined) return undefined;
  const bytes = Buffer.from(raw, 'base64');
  try {
    return format === 'sslv2' ? parseSslv2ClientHello(bytes) : fromRecords(bytes);
  } catch {
    // A journal may have been cut or edited by hand.
    return undefined;
  }
}

function fromRecords(bytes: Buffer): ClientHello | undefined {
  const reader = new HandshakeReader();
  for (const record of new TlsRecordReader().push(bytes)) {
    const [message] = reader.push(record);
    if (message) return parseClientHello(message.body, record.version);
  }
  return undefined;
}
