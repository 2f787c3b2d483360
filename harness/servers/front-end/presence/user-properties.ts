import type { User } from '../../../deployment/index.js';
import { CATEGORIES } from './namespaces.js';
import { element, textElement } from './xml.js';

/** The user's own line, which a phone shows. Not Rcc or Dual: those make clients open CSTA (observed of pidgin-sipe). */
export function userPropertiesXml({ extension, phoneNumber }: User): string {
  const line = `tel:${phoneNumber};ext=${extension}`;
  const lines = `<lines>${textElement('line', line).replace('<line>', '<line lineType="Uc">')}</lines>`;
  return element('userProperties', { xmlns: CATEGORIES }, `${lines}${textElement('telephonyMode', 'Uc')}`);
}
