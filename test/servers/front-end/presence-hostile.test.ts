import test from 'ava';
import fc from 'fast-check';
import { answersXml, xmlCase } from './hostile-xml.js';

test('mutated bodies of every content are answered, and documents afterwards are XML', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(xmlCase, { minLength: 1, maxLength: 8 }), async (cases) => await answersXml(cases)),
    { numRuns: 200 },
  );
  t.pass();
});

test('must fail: the check notices an answer that cannot be', async (t) => {
  await t.throwsAsync(answersXml([{ target: 'vnd-nobody' as 'presence', body: '<x/>' }]), {
    message: 'it answered 489',
  });
});
