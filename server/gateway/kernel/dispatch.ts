import type * as z from 'zod'
import { HomeportError, readDetails } from '#shared/errors.ts'
import { type HostOperationName, type OperationName, type ParamsOf, operations } from '#shared/operations/table.ts'
import type { HostLink } from '#server/link/link.ts'
import { authorise } from './authorise.ts'
import type { Auditor, Call, GatewayHandlers, RequestOperationName } from './call.ts'
import { actorOf } from './call.ts'
import type { Caller, Credential } from './identity.ts'

/** The entry point of every operation: authorises, validates, hands over, has it audited. Knows no feature. */
export interface Dispatch {
  /**
   * Lets the caller pass before anything of the request is read.
   * @throws HomeportError AUTH_002, AUTH_006.
   */
  authorise(name: OperationName, input: unknown, call: Call): void
  /** Reads what an admitted caller sent; what cannot be read is audited as an attempt that failed, and thrown on. */
  reading<T>(
    name: OperationName,
    asked: { readonly params: unknown; readonly call: Call },
    read: () => Promise<T>,
  ): Promise<T>
  /**
   * Lets the caller pass and turns unknown bytes into typed parameters.
   * @throws HomeportError AUTH_002, AUTH_006; WS_002 naming the field.
   */
  admit<N extends OperationName>(name: N, input: unknown, caller: Caller): ParamsOf<N>
  /**
   * `admit`, then the owner's handler. Operations for the host are handed to the link in this very turn of the event
   * loop, so that those of one socket reach it in order.
   */
  run(name: RequestOperationName, input: unknown, call: Call): Promise<unknown>
}

export interface DispatchDeps {
  readonly handlers: GatewayHandlers
  readonly link: HostLink
  readonly auditor: Pick<Auditor, 'succeeded' | 'failed'>
  /**
   * Called before an admitted request is done; what it returns is waited for, undefined is not.
   * @throws HomeportError for one that has to wait.
   */
  readonly gate: (name: RequestOperationName, params: unknown, call: Call) => Promise<void> | undefined
  /** Called with every credential that passes the remote listener. */
  readonly usedRemotely: (credential: Credential) => void
}

export function createDispatch({ handlers, link, auditor, gate, usedRemotely }: DispatchDeps): Dispatch {
  const admitNoting = admission(usedRemotely)

  /** In its owner's hands; `admitted` hears the parameters before. */
  const hand = async (
    { name, input, call }: { name: RequestOperationName; input: unknown; call: Call },
    admitted: (params: unknown) => void,
  ): Promise<unknown> => {
    if (isHostOperation(name)) {
      const params = admitNoting(name, input, call.caller)
      admitted(params)
      const waits = gate(name, params, call)
      if (waits !== undefined) {
        await waits
      }
      return link.call(name, params, actorOf(call.caller))
    }
    const params = admitNoting(name, input, call.caller)
    admitted(params)
    const waits = gate(name, params, call)
    if (waits !== undefined) {
      await waits
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a row's handler takes that row's parameters, which `admit` just made by the same name
    const handler = handlers[name] as (params: unknown, call: Call) => unknown
    return handler(params, call)
  }

  return {
    admit: admitNoting,
    authorise: (name, input, call) => {
      try {
        authorise(operations[name], call.caller)
      } catch (error) {
        auditor.failed({ name, input, caller: call.caller, origin: call }, error)
        throw error
      }
    },
    reading: async (name, { params, call }, read) => {
      try {
        return await read()
      } catch (error) {
        auditor.failed({ name, input: params, caller: call.caller, origin: call }, error)
        throw error
      }
    },
    run: async (name, input, call) => {
      const attempt = { name, input, caller: call.caller, origin: call }
      let params: unknown
      let result: unknown
      try {
        result = await hand({ name, input, call }, (admitted) => (params = admitted))
      } catch (cause) {
        const error = call.malformed === undefined ? cause : malformedAs(call.malformed, cause)
        auditor.failed({ ...attempt, params }, error)
        throw error
      }
      auditor.succeeded({ ...attempt, params }, result)
      return result
    },
  }
}

function admission(usedRemotely: DispatchDeps['usedRemotely']): Dispatch['admit'] {
  return (name, input, caller) => {
    if (caller.kind === 'signed_in' && caller.listener === 'remote') {
      usedRemotely(caller.identity.credential)
    }
    return admit(name, input, caller)
  }
}

function admit<N extends OperationName>(name: N, input: unknown, caller: Caller): ParamsOf<N> {
  authorise(operations[name], caller)
  return validate<N>(operations[name].params, input)
}

function isHostOperation(name: RequestOperationName): name is HostOperationName {
  return operations[name].owner === 'host'
}

function validate<N extends OperationName>(schema: z.ZodType, input: unknown): ParamsOf<N> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) {
    throw invalid(parsed.error.issues)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of this very row just proved it
  return parsed.data as ParamsOf<N>
}

/** The same failure; what is malformed gets the code of the transport it came by. */
export function malformedAs(code: 'HTTP_002', error: unknown): unknown {
  const details = readDetails(error, 'WS_002')
  return error instanceof HomeportError && details !== null
    ? new HomeportError(code, error.message, { details, cause: error.cause })
    : error
}

const MAX_ISSUES = 10

/** Names the field and what is wrong with it. Never repeats the value: it may be a secret. */
function invalid(issues: readonly z.core.$ZodIssue[]): HomeportError {
  const fields = issues.slice(0, MAX_ISSUES).map((issue) => ({
    field: issue.path.map(String).join('.'),
    message: issue.message,
  }))
  const message = fields.map(({ field, message: text }) => (field === '' ? text : `${field}: ${text}`)).join(' · ')
  return new HomeportError('WS_002', message, { details: { fields } })
}
