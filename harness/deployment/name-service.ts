/** The data of one record; its owner is told beside it. Names without a final dot. */
export type DnsRecord =
  | { readonly type: 'A'; readonly address: string }
  | { readonly type: 'AAAA'; readonly address: string }
  | { readonly type: 'NS'; readonly target: string }
  | { readonly type: 'CNAME'; readonly target: string }
  | {
      readonly type: 'SRV';
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: string;
    };

export type DnsRecordType = DnsRecord['type'];

/** What an administrator did to the records, beside those the deployment needs. */
export interface DnsChanges {
  /** Records added, by owner; they stand beside what the owner has already. */
  readonly records: readonly { readonly name: string; readonly record: DnsRecord }[];
  /** Records taken away before any is added: of one type, or all of a name. */
  readonly removed: readonly { readonly name: string; readonly type?: DnsRecordType | undefined }[];
}

/** The name server's records, and what single devices see instead. */
export interface NameServiceSettings extends DnsChanges {
  /** Seconds every record may be kept, 0 to 86400. */
  readonly ttl: number;
  /** By MAC in lower-case hex pairs: changes on top of those for everybody. */
  readonly devices: ReadonlyMap<string, DnsChanges>;
}

/** The records a deployment needs, for everybody; kept a minute, so that a phone that roams between runs asks again. */
export const defaultNameServiceSettings: NameServiceSettings = {
  ttl: 60,
  records: [],
  removed: [],
  devices: new Map(),
};
