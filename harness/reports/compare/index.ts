export { type Comparison, compareRuns, type Difference, type RunResult } from './compare.js';
export { type Compared, comparisonDocument } from './document.js';
export { type Fact, factsOf } from './facts.js';
