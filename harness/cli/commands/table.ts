import type { Command } from '../command.js';

interface CommandEntry {
  readonly summary: string;
  /** Loaded when the command is used: starting must not cost what others need. */
  load(): Promise<Command>;
}

/** Every command, in the order help lists them. */
export const commandTable: Readonly<Record<string, CommandEntry>> = {
  run: {
    summary: 'run scenarios with the emulated phone and judge them',
    load: async () => (await import('./run.js')).runCommand,
  },
  serve: {
    summary: 'serve a scenario to real phones, follow and judge them, until Ctrl-C',
    load: async () => (await import('./serve.js')).serveCommand,
  },
  phone: {
    summary: 'power on an emulated phone against a served scenario',
    load: async () => (await import('./phone.js')).phoneCommand,
  },
  compare: {
    summary: 'lay a saved run beside another one, or beside the emulated phone’s',
    load: async () => (await import('./compare.js')).compareCommand,
  },
  list: {
    summary: 'list the bundled scenarios',
    load: async () => (await import('./list.js')).listCommand,
  },
  show: {
    summary: 'show a scenario, its variants and what each expects',
    load: async () => (await import('./show.js')).showCommand,
  },
  validate: {
    summary: 'check scenario files',
    load: async () => (await import('./validate.js')).validateCommand,
  },
  schema: {
    summary: 'print the JSON Schema of a scenario file',
    load: async () => (await import('./schema.js')).schemaCommand,
  },
  trust: {
    summary: 'ask which firmware trusts a chain, and what each one knows',
    load: async () => (await import('./trust/index.js')).trustCommand,
  },
  certs: {
    summary: 'mint chains, clone a customer’s chain, look at certificates',
    load: async () => (await import('./certs/index.js')).certsCommand,
  },
  option43: {
    summary: 'make, check and ask for DHCP Options 43 and 120',
    load: async () => (await import('./option43/index.js')).option43Command,
  },
  template: {
    summary: 'make answers to unknown web requests from what was recorded',
    load: async () => (await import('./template.js')).templateCommand,
  },
  doctor: {
    summary: 'say which TLS versions and suites each port serves here, and why not others',
    load: async () => (await import('./doctor.js')).doctorCommand,
  },
  variant: {
    summary: 'serve another variant in a running serve, phones as they are',
    load: async () => (await import('./variant.js')).variantCommand,
  },
  'web-services': {
    summary: 'change the certificate service of a running serve: trusted CAs, user certificates',
    load: async () => (await import('./web-services/index.js')).webServicesCommand,
  },
  directory: {
    summary: 'publish CA certificates in Active Directory of a running serve, and list them',
    load: async () => (await import('./directory/index.js')).directoryCommand,
  },
  update: {
    summary: 'change the device update service of a running serve: import, approve, roll back',
    load: async () => (await import('./update/index.js')).updateCommand,
  },
  explain: {
    summary: 'explain an error code or a finding',
    load: async () => (await import('./explain.js')).explainCommand,
  },
};
