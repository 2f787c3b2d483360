/** A rule as the control API tells it, on one line. */
export function ruleLine(rule: unknown): string {
  const { approved, brand, deviceType, id, locale, model, pending, restore, revision, webService } = rule as Readonly<
    Record<string, string | null>
  >;
  const key = [deviceType, brand, model, revision, locale].join('/');
  const slots = `approved ${approved ?? '-'}, pending ${pending ?? '-'}, restore ${restore ?? '-'}`;
  return `${id}  ${key}  ${slots}  ${webService}`;
}
