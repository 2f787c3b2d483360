import { HarnessError } from '../../../foundation/errors/index.js';
import { parseEnvelope, readRootChainResponse } from '../../../wire/soap/index.js';
import type { WebAnswer } from '../exchange.js';

/** What the service would publish, for a template that gives the same another shape. */
export function chainValues({ body }: WebAnswer): Readonly<Record<string, string>> {
  if (body === undefined) return {};
  try {
    const { operation } = parseEnvelope(body);
    const [bundle] = operation ? readRootChainResponse(operation) : [];
    return bundle ? { 'root-chain.pkcs7': bundle.toString('base64') } : {};
  } catch (error) {
    // A refusal is a fault, and an answer of another kind holds no tokens.
    if (error instanceof HarnessError) return {};
    throw error;
  }
}
