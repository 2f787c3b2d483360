import { escapeAttribute, escapeText } from '../../../../wire/xml/index.js';
import type { GroupForm, ProvisionedSettings } from './group.js';

const NAMESPACE = 'http://schemas.microsoft.com/2006/09/sip/provisiongrouplist-notification';

/** The document of groups in the order asked for (MS-SIPREGE 2.2.2.5). */
export function provisionGroupList(groups: readonly string[]): string {
  return `<provisionGroupList xmlns="${NAMESPACE}">${groups.join('')}</provisionGroupList>`;
}

export function provisionGroup(name: string, form: GroupForm, settings: ProvisionedSettings): string {
  return `<provisionGroup name="${escapeAttribute(name)}">${content(form, settings)}</provisionGroup>`;
}

function content(form: GroupForm, settings: ProvisionedSettings): string {
  const entries = Object.entries(settings);
  if (form === 'elements') return entries.map(([name, value]) => `<${name}>${escapeText(value)}</${name}>`).join('');
  const properties = entries
    .map(([name, value]) => `<property name="${escapeAttribute(name)}">${escapeText(value)}</property>`)
    .join('');
  return form === 'instance'
    ? `<instance>${properties}</instance>`
    : `<propertyEntryList>${properties}</propertyEntryList>`;
}
