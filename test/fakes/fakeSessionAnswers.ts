import { randomUUID } from 'node:crypto'
import { HomeportError } from '#shared/errors.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { RewindChanges } from '#shared/operations/rewind.ts'
import type { Attachment } from '#shared/session/attachments.ts'
import type { FolderTrust } from '#shared/session/trust.ts'
import type { FakeGateway } from './fakeGateway.ts'
import { FakeSession } from './fakeSession.ts'

type Params = Readonly<Record<string, unknown>>

/** What the fake gateway answers for sessions, and tells everybody of them. */
export class FakeSessionAnswers {
  readonly #gateway: FakeGateway
  readonly #attachments: ReadonlyMap<string, ResultOf<'attachment.read'>>

  constructor(gateway: FakeGateway, attachments: ReadonlyMap<string, ResultOf<'attachment.read'>>) {
    this.#gateway = gateway
    this.#attachments = attachments
  }

  session(params: Params): FakeSession {
    const session = this.#gateway.sessions.get(String(params['session_id']))
    if (session === undefined) {
      throw new HomeportError('SESSION_002', 'There is no such session.')
    }
    return session
  }

  create(params: Params): unknown {
    const { project_path, folder_name } = params
    const workspace_path = typeof project_path === 'string' ? project_path : `/home/me/homeport/${String(folder_name)}`
    const session = this.#gateway.add(new FakeSession({ workspace_path, name: workspace_path.split('/').at(-1) ?? '' }))
    this.change(session, {})
    return session.header.session
  }

  change(session: FakeSession, fields: Params): FakeSession['header']['session'] {
    session.header = { ...session.header, session: { ...session.header.session, ...fields } }
    this.#gateway.send({
      type: 'session_updated',
      session_id: session.id,
      data: { session: session.header.session },
      timestamp: new Date().toISOString(),
    })
    return session.header.session
  }

  trust(params: Params, state: FolderTrust['state']): unknown {
    const session = this.session(params)
    this.change(session, { trust: { ...session.header.session.trust, state } })
    return session.header.session
  }

  events(params: Params): unknown {
    const { log } = this.session(params)
    const before = Number(params['before_seq'] ?? Infinity)
    const events = log.events.filter((event) => event.seq < before).slice(-Number(params['limit']))
    return { events, head_seq: log.head }
  }

  control(params: Params): unknown {
    const session = this.session(params)
    const { action } = params
    if (action === 'interrupt' || action === 'terminate') {
      const status = action === 'interrupt' ? 'ACTIVE' : 'TERMINATED'
      session
        .write((log) => log.add('session_status', { status, reason: 'user_request' }))
        .forEach((event) => this.#gateway.send(event))
    } else {
      const { session_id: _, action: __, ...fields } = params
      this.change(session, fields)
    }
    return { session_id: session.id, status: session.header.session.status, reason: 'user_request' }
  }

  prompt(params: Params): unknown {
    const session = this.session(params)
    const message_id = randomUUID()
    session
      .write((log) => log.prompt(String(params['content']), message_id, this.#carried(params)))
      .forEach((event) => this.#gateway.send(event))
    return { message_id, position: 0 }
  }

  rewind(params: Params, changes: RewindChanges): unknown {
    const details = { message_id: params['message_id'], ...changes }
    this.session(params)
      .write((log) =>
        log.add('notice', { level: 'info', code: 'files_rewound', details }, 'me put 1 file back to before “Mend it”.'),
      )
      .forEach((event) => this.#gateway.send(event))
    return changes
  }

  #carried({ attachments = [] }: Params): Attachment[] {
    const hashes = Array.isArray(attachments) ? attachments : []
    return [...this.#attachments.values()].filter(({ sha256 }) => hashes.includes(sha256))
  }

  approve(params: Params): unknown {
    const session = this.session(params)
    const approval = session.header.approvals.find((one) => one.approval_id === params['approval_id'])
    if (approval === undefined) {
      throw new HomeportError('SESSION_004', 'This was answered already.', {
        details: { outcome: { approval_id: params['approval_id'], decision: 'deny', answered_by: 'anna' } },
      })
    }
    const outcome = {
      approval_id: approval.approval_id,
      decision: params['decision'] === 'allow' ? ('allow' as const) : ('deny' as const),
      answered_by: 'me',
      ...(typeof params['message'] === 'string' ? { message: params['message'] } : {}),
    }
    session.write((log) => log.add('approval_resolved', outcome)).forEach((event) => this.#gateway.send(event))
    return outcome
  }
}
