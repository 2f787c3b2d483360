import fc from 'fast-check';
import { testContext } from '../servers/deployment.js';
import { hostileChunks, survives } from '../servers/front-end/hostile.js';
import type { FuzzTarget } from './target.js';

export const targets: readonly FuzzTarget[] = [
  {
    name: 'front-end: a hostile connection is answered or closed, never accepted',
    property: fc.asyncProperty(hostileChunks, async (chunks) => await survives(await testContext(), chunks)),
  },
];
