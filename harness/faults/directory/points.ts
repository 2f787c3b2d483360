/** Every answer of the domain controller that a phone waits for. */
export const directoryPoints = ['directory.root-dse', 'directory.bind', 'directory.search'] as const;
