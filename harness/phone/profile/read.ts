import { HarnessError } from '../../foundation/errors/index.js';
import { type PhoneProfile, profileSchema } from './schema.js';

/** What a profile file holds; `file` names it in the error. @throws HarnessError PROFILE_INVALID with the place in the file */
export function readProfile(text: string, file: string): PhoneProfile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new HarnessError(
      'PROFILE_INVALID',
      { file, place: 'the file', detail: (error as Error).message },
      { cause: error },
    );
  }
  const result = profileSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.map(String).join('.') || 'the file';
  throw new HarnessError('PROFILE_INVALID', { file, place, detail: issue?.message ?? 'it is no profile' });
}
