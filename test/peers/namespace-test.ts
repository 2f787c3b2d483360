import type { ExecutionContext, TestFn } from 'ava';
import { type DhcpNetwork, dhcpNetwork } from './dhcp-network.js';
import { namespacesMissing, type TwoHosts, twoHosts } from './namespaces.js';
import { peerTest } from './program.js';

type Paths = Readonly<Record<string, string>>;

/** Whether the test may run; where it may not it says why and passes, and in CI, which promises namespaces, it fails. */
export function mayUseNamespaces(t: ExecutionContext): boolean {
  const missing = namespacesMissing();
  if (missing === undefined) return true;
  t.log(`not run: ${missing}`);
  if (process.env.CI) t.fail(missing);
  else t.pass();
  return false;
}

/** A test that makes network namespaces of its own, with programs nobody here wrote; `paths` as `peerTest` has them. */
export function namespaceTest(
  test: TestFn,
  programs: readonly string[],
  title: string,
  body: (t: ExecutionContext, paths: Paths) => Promise<void>,
): void {
  peerTest(test, programs, title, async (t, paths) => {
    if (mayUseNamespaces(t)) await body(t, paths);
  });
}

/** The same with a lab and a phone on one wire. */
export function twoHostsTest(
  test: TestFn,
  programs: readonly string[],
  title: string,
  body: (t: ExecutionContext, hosts: TwoHosts, paths: Paths) => Promise<void>,
): void {
  namespaceTest(test, programs, title, async (t, paths) => await body(t, twoHosts(t), paths));
}

/** The same with hosts that have no address yet, near the lab and behind a relay. */
export function networkTest(
  test: TestFn,
  programs: readonly string[],
  title: string,
  body: (t: ExecutionContext, network: DhcpNetwork, paths: Paths) => Promise<void>,
): void {
  namespaceTest(test, programs, title, async (t, paths) => await body(t, dhcpNetwork(t), paths));
}
