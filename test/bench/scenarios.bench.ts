import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { selectScenarios } from '../../harness/scenario/catalogue.js';
import { parseScenario } from '../../harness/scenario/load.js';
import type { Benchmark } from './benchmark.js';

export const benchmarks: readonly Benchmark[] = [
  {
    name: 'scenario files loaded, composed and checked',
    peer: 'the same files through the YAML parser alone',
    prepare() {
      const files = selectScenarios([]).map(({ file }) => ({ file, text: readFileSync(file, 'utf8') }));
      return Promise.resolve({
        ours() {
          for (const { file, text } of files) parseScenario(text, file);
          return Promise.resolve(files.length);
        },
        theirs() {
          for (const { text } of files) parse(text);
          return Promise.resolve(files.length);
        },
        close: () => Promise.resolve(),
      });
    },
  },
];
