import { createPrivateKey, X509Certificate } from 'node:crypto';
import { deliveredAnchor } from '../../../certs/trust/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { UserCertificate } from '../memory.js';
import type { Provisioned } from '../provisioned.js';
import type { KeptFirmware, KeptPhone } from './kept-phone.js';
import { KEPT_VERSION, type KeptDocument, keptSchema } from './schema.js';

/**
 * What a state file holds. `file` names it in the error.
 * @throws HarnessError PHONE_STATE_INVALID with the place in the file
 */
export function readKept(text: string, file: string): KeptPhone {
  const document = parse(text, file);
  const invalid = (place: string, detail: string) => new HarnessError('PHONE_STATE_INVALID', { file, place, detail });
  const at = <T>(place: string, read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw error instanceof HarnessError && error.code === 'PHONE_STATE_INVALID'
        ? error
        : invalid(place, (error as Error).message);
    }
  };
  const { epid, firmware, mac, model, provisioned, serial, user } = document;
  return {
    ...{ epid, mac, model, serial },
    ...(user && { sipAddress: user.sipAddress }),
    ...(user?.certificate && { certificate: certificateOf(user.certificate, at, invalid) }),
    ...(user?.ticket && { ticket: { ...user.ticket, expires: new Date(user.ticket.expires) } }),
    anchors: document.trusted.map(({ certificate, origin }, index) =>
      at(`trusted.${index}.certificate`, () => deliveredAnchor(der(certificate), origin)),
    ),
    intermediates: document.intermediates.map((each, index) => at(`intermediates.${index}`, () => der(each))),
    ...(provisioned && { provisioned: provisioned as Provisioned }),
    ...(firmware && { firmware: firmware as KeptFirmware }),
  };
}

type At = <T>(place: string, read: () => T) => T;

function certificateOf(
  kept: { readonly certificate: string; readonly key: string },
  at: At,
  invalid: (place: string, detail: string) => HarnessError,
): UserCertificate {
  const x509 = at('user.certificate.certificate', () => new X509Certificate(kept.certificate));
  const privateKey = at('user.certificate.key', () => createPrivateKey(kept.key));
  if (!x509.checkPrivateKey(privateKey)) throw invalid('user.certificate.key', 'it is not the key of the certificate');
  return {
    certificate: x509.raw,
    privateKey,
    thumbprint: x509.fingerprint.replaceAll(':', ''),
    notAfter: new Date(x509.validTo),
  };
}

function der(pem: string): Buffer {
  return new X509Certificate(pem).raw;
}

function parse(text: string, file: string): KeptDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    throw new HarnessError('PHONE_STATE_INVALID', { file, place: placeIn(text, message), detail: 'it is not JSON' });
  }
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version > KEPT_VERSION) {
    const detail = `it is of version ${version}, and ${KEPT_VERSION} is the newest this program knows`;
    throw new HarnessError('PHONE_STATE_INVALID', { file, place: 'version', detail });
  }
  const parsed = keptSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') || 'the file';
  throw new HarnessError('PHONE_STATE_INVALID', { file, place, detail: issue?.message ?? 'it is no state of a phone' });
}

/** Line and column, where the parser tells a position; a file that ends too soon is wrong at its end. */
function placeIn(text: string, message: string): string {
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
  const before = text.slice(0, position).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
