/** What a User-Agent tells of a phone. */
export interface UserAgentFacts {
  readonly model?: string;
  /** Four numbers. */
  readonly firmware?: string;
}

/** Longer ones are not looked at. */
const MAX_LOOKED_AT = 512;

/** Models as vendors write them in User-Agents and update checks. */
const MODEL = /\b(CX(?:500|600|700|3000)|672[15]ip|41[12]0|IP8540|VVX[ -_]?\d{3})\b/i;

/**
 * Model and firmware, as far as the text has them. Microsoft's phone software writes `CPE/4.0.7577.4420
 * OCPhone/4.0.7577.4420 (…)` (documented by an inventory report sample) and names no model; Polycom’s own writes
 * `PolycomVVX-VVX_600-UA/5.3.0.12074` (observed in vendor documents).
 */
export function userAgentFacts(userAgent: string): UserAgentFacts {
  const text = userAgent.slice(0, MAX_LOOKED_AT);
  const firmware = /(?:^|[\s(])(?:CPE|OCPhone|[\w-]*UA)\/(\d{1,9}(?:\.\d{1,9}){3})/.exec(text)?.[1];
  const model = MODEL.exec(text)?.[1]?.replace(/[ _-]/, '').toUpperCase();
  return { ...(model !== undefined && { model: written(model) }), ...(firmware !== undefined && { firmware }) };
}

/** As the model tables write it: `6725ip`. */
function written(model: string): string {
  return model.replace(/IP$/, (end) => (/^67/.test(model) ? 'ip' : end));
}
