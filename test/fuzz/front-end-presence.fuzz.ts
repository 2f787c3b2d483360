import fc from 'fast-check';
import { answersXml, xmlCase } from '../servers/front-end/hostile-xml.js';
import type { FuzzTarget } from './target.js';

export const targets: readonly FuzzTarget[] = [
  {
    name: 'front-end: every XML body is answered, and what is sent afterwards is XML',
    property: fc.asyncProperty(
      fc.array(xmlCase, { minLength: 1, maxLength: 8 }),
      async (cases) => await answersXml(cases),
    ),
  },
];
