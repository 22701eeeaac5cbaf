import type { Request, Response, Router } from 'express'
import type { GatewayOperationName } from '#shared/operations/table.ts'
import type { Call, GatewayHandlers } from './call.ts'
import type { Dispatch } from './dispatch.ts'
import type { ListenerKind } from './identity.ts'

/** What a router may use of the listener that it answers at. */
export interface ListenerParts {
  readonly listener: ListenerKind
  readonly dispatch: Dispatch
  /** A request of somebody who has not said who they are. */
  readonly callOf: (req: Request, res: Response) => Call
}

/**
 * What a room of the gateway brings. Its factory names what it takes, notes in `started` how to end what it starts, and
 * starts nothing that listens: the command line opens the same modules while no server runs.
 */
export interface Module<Row extends GatewayOperationName> {
  readonly handlers: Pick<GatewayHandlers, Row>
  /** What it answers over HTTP beside the rows of the operation table; made once per listener. */
  readonly routers?: (at: ListenerParts) => readonly Router[]
}
