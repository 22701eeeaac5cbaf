import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { QuietHours } from '#shared/operations/policy.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { SessionSetup } from '#shared/session/setup.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { AskedRule, RuleReading } from '../claude/install/ruleReading.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import type { ApprovalJudge } from '../sessions/ports/approvalJudge.ts'
import type { QuietAnswers } from '../sessions/ports/quietAnswers.ts'
import type { Folders } from '../sessions/ports/sessionPorts.ts'
import type { ApprovalHistory } from '../store/rows/approvalHistory.ts'
import { datesIn } from '../store/rows/localDays.ts'
import type { QuietHoursRows } from '../store/rows/quietHoursRows.ts'
import type { KeptGrant, TrustRows } from '../store/rows/trustRows.ts'
import { dangersOfRule } from './dangersOfRule.ts'
import { pastOf } from './pastOf.ts'

export interface PolicyDeps {
  readonly rows: TrustRows
  readonly quiet: QuietHoursRows
  readonly asked: ApprovalHistory
  readonly judge: ApprovalJudge
  readonly folders: Folders
  readonly clock: Clock
  /** How the installed Claude Code reads rules, one answer for each. */
  readonly readRules: (asked: readonly AskedRule[]) => Promise<readonly RuleReading[]>
}

type Names = Extract<keyof HostHandlers, `policy.${string}`>

export interface Policy extends QuietAnswers {
  readonly handlers: Pick<HostHandlers, Names>
  /** @throws HomeportError WS_002 when one of them is no rule, or allows what is dangerous · SESSION_001 when it is not known. */
  assertRules(setup: SessionSetup): Promise<void>
}

/** More rules of one person than this are not kept: each process is handed all of them. */
const MAX_RULES = 500

const DAY_MS = 24 * 60 * 60 * 1000
const PAST_MS = 30 * DAY_MS

/** What people allow, forbid and want to be asked about, beside the rules of files; and when nobody is there. */
export function openPolicy(deps: PolicyDeps): Policy {
  const { rows, quiet, judge } = deps
  return {
    refusal: (userId) => refusal(deps, userId),
    assertRules: async ({ allowed_tools = [], denied_tools = [] }) => {
      const allowed = [...new Set(allowed_tools)].map((rule) => ({ behavior: 'allow', rule }) as const)
      const denied = [...new Set(denied_tools)].map((rule) => ({ behavior: 'deny', rule }) as const)
      assertFew(allowed.length + denied.length)
      await assertRead(deps, [...allowed, ...denied])
      await assertHarmless(deps, allowed)
    },
    handlers: {
      'policy.list': (_params, { user_id }) => policyOf(deps, user_id),
      'policy.preview': async (asked, actor) => {
        const { rule, behavior } = asked
        const folder = await folderOf(deps, asked)
        const text = await assertRead(deps, [asked])
        return {
          reading: text,
          dangers: behavior === 'allow' ? await dangersOfRule(judge, rule) : [],
          past: past(deps, { rule, folder }, actor),
        }
      },
      'policy.add': async (asked, actor) => add(deps, asked, actor),
      'policy.remove': ({ rule, project }, { user_id }) => {
        if (!rows.remove(user_id, project, rule)) {
          throw new HomeportError('SESSION_002', 'There is no such rule. It may have ended, or be removed already.')
        }
        return policyOf(deps, user_id)
      },
      'policy.set_quiet_hours': ({ quiet_hours }, { user_id }) => {
        if (quiet_hours !== null) {
          // Throws where there is no such time zone.
          datesIn(quiet_hours.time_zone)
        }
        quiet.set(user_id, quiet_hours)
        return policyOf(deps, user_id)
      },
    },
  }
}

async function add(deps: PolicyDeps, asked: ParamsOf<'policy.add'>, { user_id }: Actor): Promise<Result> {
  const { rows, clock } = deps
  const { rule, behavior, minutes } = asked
  const folder = await folderOf(deps, asked)
  await assertRead(deps, [asked])
  await assertHarmless(deps, behavior === 'allow' ? [asked] : [])
  rows.dropEnded(clock.now())
  const held = rows.ofPerson(user_id, clock.now())
  const same = held.find((one) => one.kind === 'rule' && one.grant === rule && one.folder === folder)
  if (same === undefined && held.length >= MAX_RULES) {
    throw new HomeportError('WS_002', `You have ${MAX_RULES} rules, which is the most. Remove some first.`)
  }
  if (same !== undefined && minutes !== undefined) {
    assertMayEnd(same, behavior)
  }
  const expires_at = minutes === undefined ? null : clock.now() + minutes * 60_000
  rows.keep({ user_id, folder, kind: 'rule', grant: rule, behavior, expires_at, added_at: clock.timestamp() })
  return policyOf(deps, user_id)
}

/** One that ends leaves nothing behind in the place of the one that it replaced: what was forbidden would be allowed again. */
function assertMayEnd(
  same: Pick<KeptGrant, 'behavior' | 'expires_at'>,
  behavior: ParamsOf<'policy.add'>['behavior'],
): void {
  if (same.behavior !== behavior || same.expires_at === null) {
    const until = same.expires_at === null ? 'until you remove it' : 'for a time'
    throw new HomeportError(
      'WS_002',
      `minutes: You have this rule already, as “${same.behavior}”, ${until}. It was kept, and nothing was added: it would end with the time you chose. Remove it first to have it for a time.`,
    )
  }
}

type Result = ResultOf<'policy.list'>

function policyOf({ rows, quiet, clock }: PolicyDeps, userId: UserId): Result {
  return {
    rules: rows.ofPerson(userId, clock.now()).map(({ kind, grant, behavior, folder, expires_at, added_at }) => ({
      kind,
      rule: grant,
      behavior,
      project: folder,
      expires_at: expires_at === null ? null : new Date(expires_at).toISOString(),
      added_at,
    })),
    quiet_hours: quiet.of(userId),
  }
}

/** @throws HomeportError FILE_003 when it cannot be opened. */
async function folderOf(
  { folders }: PolicyDeps,
  { project }: { readonly project: string | null },
): Promise<string | null> {
  return project === null ? null : folders.resolve(project)
}

/**
 * The last one in Claude Code's words.
 * @throws HomeportError WS_002 when it takes one of them for no rule · SESSION_001 when it says nothing · RATE_001 when too many
 * wait to be read.
 */
async function assertRead(deps: PolicyDeps, asked: readonly AskedRule[]): Promise<string | null> {
  const readings = await deps.readRules(asked)
  for (const [index, reading] of readings.entries()) {
    if (reading.kind === 'not_a_rule') {
      throw new HomeportError(
        'WS_002',
        `rule: Claude Code does not read ${asked.length === 1 ? 'this' : `“${asked[index]?.rule}”`} as a rule. Write it as in its settings: Bash(npm test:*), Read, WebFetch(domain:example.com).`,
      )
    }
  }
  if (readings.some(({ kind }) => kind === 'busy')) {
    throw new HomeportError('RATE_001', 'Many rules wait to be read by Claude Code, so nothing was added. Try again.', {
      details: { retry_after: BUSY_S, retry_possible: true },
    })
  }
  const last = readings.at(-1) ?? { kind: 'rule', text: null }
  if (last.kind !== 'rule' || readings.some(({ kind }) => kind === 'unknown')) {
    throw new HomeportError(
      'SESSION_001',
      'Claude Code did not say how it reads this rule, so it was not added. See whether Claude Code starts on this machine, and try again.',
    )
  }
  return last.text
}

/** Each is read by Claude Code before the session is made. */
const MAX_RULES_OF_SESSION = 50
const BUSY_S = 5

function assertFew(count: number): void {
  if (count > MAX_RULES_OF_SESSION) {
    throw new HomeportError(
      'WS_002',
      `setup: A session takes ${MAX_RULES_OF_SESSION} rules, allowed and denied together, and these are ${count}. Nothing was changed. Keep rules that hold for a whole folder on the page "Approvals".`,
    )
  }
}

async function assertHarmless(deps: PolicyDeps, allowed: readonly Pick<AskedRule, 'rule'>[]): Promise<void> {
  for (const { rule } of allowed) {
    const [first] = await dangersOfRule(deps.judge, rule)
    if (first !== undefined) {
      throw new HomeportError(
        'WS_002',
        `rule: ${first.text} Such calls are asked about each time, so no rule allows them. Nothing was added.`,
      )
    }
  }
}

function past(
  { rows, asked, clock }: PolicyDeps,
  { rule, folder }: { readonly rule: string; readonly folder: string | null },
  { user_id }: Actor,
): ResultOf<'policy.preview'>['past'] {
  const since = new Date(clock.now() - PAST_MS).toISOString()
  const held = rows.ofPerson(user_id, clock.now()).filter(({ behavior }) => behavior === 'allow')
  const holds = held.filter((one) => one.folder === null || one.folder === folder).map(({ grant }) => grant)
  return pastOf(asked.since({ user_id, project: folder, since }), { rule, holds })
}

function refusal({ quiet, clock }: PolicyDeps, userId: UserId): string | null {
  const hours = quiet.of(userId)
  return hours !== null && hours.answer === 'deny' && isQuiet(hours, clock.now())
    ? `Nobody is there to answer until ${hours.until} (${hours.time_zone}), so this was refused. Go on with what needs no approval, or stop and say what you need.`
    : null
}

/** Whether an instant (milliseconds since 1970) lies in the hours: `from` included, `until` not. */
function isQuiet({ from, until, time_zone }: QuietHours, instant: number): boolean {
  const now = timeIn(time_zone, instant)
  return from < until ? from <= now && now < until : from <= now || now < until
}

/** `08:30` */
function timeIn(timeZone: string, instant: number): string {
  const how = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const
  return new Intl.DateTimeFormat('en-GB', how).format(instant)
}
