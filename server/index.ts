/** The server's entry point for `main/`: starts the gateway, and asks the running one as the command line does. */
export { type Logger, configureLogging, createLogger } from './platform/log/log.ts'
export type { Environment } from './platform/environment/ownVariables.ts'
export { outboundEnvironment } from './platform/outbound/outboundEnvironment.ts'
export { noProxyEntries, proxyFor } from './platform/outbound/proxies.ts'
export { defaultDataDir } from './platform/files/paths.ts'
export type { RunningServer } from './processes/controlClient.ts'
export {
  connectToRunningServer,
  keepServer,
  logFolder,
  updateChoice,
  windowFolder,
} from './start/desktop/desktopServer.ts'
export { type SupervisionTimes, supervisionTimes } from './processes/supervision/supervisionTimes.ts'
export type { GatewaySupervisor } from './processes/gateway/gatewaySupervisor.ts'
export type { GatewayEnd, GatewayProcess, LaunchGateway } from './processes/gateway/gatewayProcess.ts'
export { HEAP_FLAGS } from './platform/processes/heapFlags.ts'
