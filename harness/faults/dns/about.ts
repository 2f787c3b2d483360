import { z } from 'zod';

/** A domain name as a scenario writes one. */
export const domainName = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/i, 'not a domain name')
  .transform((name) => name.toLowerCase());

/** Which name a fault concerns. */
export const about = {
  name: domainName
    .optional()
    .describe('The name it concerns; every name when absent. Answers for other names count as occasions too.'),
};

/** `for time.windows.com` in a sentence, or nothing. */
export function aboutWords({ name }: { readonly name?: string | undefined }): string {
  return name === undefined ? '' : ` for ${name}`;
}
