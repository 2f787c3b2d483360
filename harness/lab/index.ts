export type { DhcpChoice } from './dhcp.js';
export { type Endpoint, type EndpointName, endpointNames, endpointTable, type PortPlan } from './endpoints.js';
export { guardAddresses, isLoopback, type LabPermission } from './guard.js';
export { advertised, type Lab, type LabOptions, openLab, samePorts } from './lab.js';
