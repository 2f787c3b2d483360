import type { StepContext } from '../context.js';

/**
 * Updates go over connections of their own: outside, the first answer refuses the phone although its user got a web
 * ticket there before (documented).
 */
export async function withOwnClient<T>(context: StepContext, work: (context: StepContext) => Promise<T>): Promise<T> {
  const web = context.web.another();
  try {
    return await work({ ...context, web });
  } finally {
    web.close();
  }
}
