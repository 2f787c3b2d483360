export { reportDocument } from './document.js';
export { constantHeaders, type HeaderLine, headersOf } from './messages.js';
export type {
  DeviceRecord,
  ExpectationRecord,
  FindingRecord,
  RefusalRecord,
  RunRecord,
  VariantRecord,
} from './record.js';
export { type Style, styleFor } from './style.js';
export { resultTable } from './table.js';
