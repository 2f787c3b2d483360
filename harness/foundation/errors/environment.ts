import { entries } from './entry.js';

export const environmentErrors = entries({
  PORT_TAKEN: {
    sentence: '{protocol} port {port} on {address} ({service}) is already taken.',
    action:
      'Stop the program that holds it (`ss -lntup` names it), or choose another with `--ports {service}=PORT` or `--ports any`.',
    exit: 3,
  },
  SOCKETS_UNNAMED: {
    sentence: 'Socket {place} of those handed over is called "{name}", which is no endpoint, or another one’s name.',
    action:
      'Name every socket by its endpoint, in LISTEN_FDNAMES or with FileDescriptorName= of its systemd unit: {names}.',
    exit: 3,
  },
  SOCKET_UNUSABLE: {
    sentence: 'The socket handed over for {service} cannot be used: {detail}.',
    action: 'Hand over a bound {protocol} socket for {service}, a listening one for TCP.',
    exit: 3,
  },
  PORT_FORBIDDEN: {
    sentence: '{protocol} port {port} on {address} ({service}) needs a privilege this process does not have.',
    action: 'Run as root or with CAP_NET_BIND_SERVICE, or use `--ports any`.',
    exit: 3,
  },
  ADDRESS_UNAVAILABLE: {
    sentence: 'The address {address} ({service}) is not an address of this machine.',
    action: 'Give an address this machine has with `--address`, or add it to an interface first.',
    exit: 3,
  },
  LAB_GUARD: {
    sentence: 'The address {address} is not a loopback address, and no phone was named.',
    action:
      'Name the phones with `--allow MAC`, or say `--yes-lab` when the segment is isolated: a mock that answers DHCP hurts a real network.',
    exit: 3,
  },
  DHCP_FULL_UNSAID: {
    sentence: 'The scenario leases addresses, and {address} is not a loopback address.',
    action:
      'Say `--dhcp full` when nothing else leases addresses on that segment, or `--dhcp inform-only` to leave them to the server that does.',
    exit: 3,
  },
  DHCP_SERVER_PRESENT: {
    sentence: 'Another DHCP server, {server}, leases addresses on the segment of {address}.',
    action: 'Take that server off the segment, or leave the addresses to it with `--dhcp inform-only`.',
    exit: 3,
  },
  FILE_UNREADABLE: {
    sentence: 'The file {file} cannot be read: {detail}.',
    action: 'Check the path and its permissions.',
    exit: 2,
  },
  FILE_UNWRITABLE: {
    sentence: 'The file {file} cannot be written: {detail}.',
    action: 'Check the directory and its permissions, or name another place.',
    exit: 3,
  },
  STATE_IN_USE: {
    sentence: '{place} is in use by the process {pid}.',
    action: 'End that process first, or name another place; a lock whose process is gone is taken over by itself.',
    exit: 3,
  },
  CONTROL_UNREACHABLE: {
    sentence: 'The control API at {address} does not answer: {detail}.',
    action: 'Check that `mock-lync serve` still runs there, and give its present ready line with `--endpoints`.',
    exit: 3,
  },
  CONTROL_REFUSED: {
    sentence: 'The control API refused the request ({status}): {detail}',
    action: 'Correct what the sentence names; a wrong token means that the ready line is of another `mock-lync serve`.',
    exit: 2,
  },
  RESET_FAILED: {
    sentence: 'The command that resets the phone, `{command}`, failed: {detail}.',
    action: 'Try it by hand; its environment has MOCK_LYNC_MAC, MOCK_LYNC_SCENARIO and MOCK_LYNC_VARIANT.',
    exit: 3,
  },
  INTERNAL: {
    sentence: 'Something nobody foresaw went wrong: {detail}.',
    action: 'Please report it with the seed and the journal; what was recorded so far is kept.',
    exit: 4,
  },
});
