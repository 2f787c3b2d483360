export { MAX_EMPTY_RECORDS, type OpenedRecord, RecordLayer, type RecordLayerOptions } from './record-layer.js';
