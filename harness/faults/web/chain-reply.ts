import { ROOT_CHAIN_OPERATION_GUESS, writeRootChainResponse } from '../../wire/soap/index.js';
import { xmlOf } from './reply.js';
import type { WebAsked, WebReply } from './web-fault.js';

/** A SignedData without a certificate (RFC 2315 9.1), DER. */
const noCertificates = Buffer.from(
  '302506092a864886f70d010702a01830160201013100300b06092a864886f70d010701a0003100',
  'hex',
);

/** The chain answer with this instead: by SOAP or as a file, as it was asked for. A refusal stays what it is. */
export function withChain(reply: WebReply, { operation }: WebAsked, pkcs7: Buffer | undefined): WebReply {
  if (reply.status !== 200) return reply;
  if (xmlOf(reply) === undefined) return { ...reply, body: pkcs7 ?? noCertificates };
  const list = pkcs7 === undefined ? [] : [pkcs7];
  return { ...reply, body: writeRootChainResponse(operation ?? ROOT_CHAIN_OPERATION_GUESS, list) };
}
