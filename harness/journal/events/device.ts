/** Who a device is, where its own messages do not tell. */
export interface DeviceEvents {
  /** The operator said it: nothing on the wire need reveal model and firmware before a phone signs in. */
  'device.stated': { readonly mac: string; readonly model?: string; readonly firmware?: string };
  /** The machine's own neighbour table (ARP) shows that this MAC holds this address. */
  'device.neighbour': { readonly mac: string; readonly address: string };
  /** Which of the scenario's phones a device stands for whose MAC none of them names; absent where none that fits is left. */
  'device.section': { readonly section?: string };
  /** What the lab decided of one device's way through the scenario. */
  'device.verdict': {
    readonly scenario: string;
    readonly variant: string;
    readonly status: 'passed' | 'failed';
    readonly reason: string;
    readonly outcome: 'signed-in' | 'sign-in-failed';
    /** Id of the first finding; `none` without one. */
    readonly finding: string;
  };
}
