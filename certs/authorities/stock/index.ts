export { fillInBackground, fillStock, STOCK_TARGET } from './fill.js';
export { STOCK_SWITCH, stockFolder } from './folder.js';
export { KeyStock } from './key-stock.js';
