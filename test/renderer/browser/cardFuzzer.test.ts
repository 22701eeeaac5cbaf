import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Approval } from '#shared/session/session.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { expandedRows } from '#renderer/content/lines/lineRows.ts'
import { numbered } from '#renderer/content/lines/patch.ts'
import { anyApproval, diceOf } from '#test/renderer/cardInputs.ts'
import { anyElicitation, elicitationTexts } from '#test/renderer/elicitationInputs.ts'
import { type CardReading, giveEye, openAll, readCard } from './cardReading.ts'
import { type Harbour, harbour } from './harbour.ts'

const visit = harbour()

/** The same in every run of the suite, so that a red one is about a change; nightly runs bring a CARD_SEED of their own. */
const seed = Number(process.env['CARD_SEED'] ?? 262_025)
const CARDS = 14

test.each(['wide', 'phone'] as const)(
  `whatever is in an input can be read on its card, or is said to be hidden (%s, CARD_SEED=${seed})`,
  async (device) => {
    const dice = diceOf(device === 'wide' ? seed : ~seed)
    const approvals = Array.from({ length: CARDS }, (_, index) =>
      (index % 4 === 3 ? anyElicitation : anyApproval)(dice, `fuzz${index}`),
    )
    const { gateway, sessions, person } = await visit('/nowhere', device)
    sessions.asking.write((log) => approvals.forEach((approval) => log.ask(approval)))
    await giveEye(person.page)
    const faults = await (device === 'phone' ? readInTurn : readOnHome)({ gateway, sessions, person }, approvals)
    expect(faults).toEqual([])
  },
  45_000,
)

/** As one goes through all that waits on a phone. */
async function readInTurn({ gateway, sessions, person }: Harbour, approvals: readonly Approval[]): Promise<string[]> {
  await person.page.goto(`${gateway.url}/session/${sessions.asking.id}`)
  const card = person.page.locator('[data-sheet] section:has([data-request])')
  const faults: string[] = []
  for (const [index, approval] of approvals.entries()) {
    await person.sees(`${index + 1} of ${CARDS + 2}`)
    await person.presses('Next')
    await person.sees(`${index + 2} of ${CARDS + 2}`)
    faults.push(...faultsOf(approval, await readSteps(person.page, card)))
  }
  return faults
}

/** Each opened in its line. */
async function readOnHome({ gateway, person }: Harbour, approvals: readonly Approval[]): Promise<string[]> {
  await person.page.goto(gateway.url)
  await openRows(person.page, CARDS + 2)
  const cards = person.page.locator('section[aria-label="Needs you"]:has(> h3)')
  // The two that wait in the scene, and ours; the section around all of them has no heading of that level.
  await expect.poll(() => cards.count()).toBeGreaterThanOrEqual(CARDS + 2)
  await person.page.getByText('Loading what it asks…').first().waitFor({ state: 'detached' })
  const faults: string[] = []
  for (const [index, approval] of approvals.entries()) {
    faults.push(...faultsOf(approval, await readSteps(person.page, cards.nth(index + 1))))
  }
  return faults
}

/** A card as the eye reads it, of several questions each at its turn. */
async function readSteps(page: Page, card: Locator): Promise<CardReading> {
  await card.waitFor()
  await openAll(page)
  const reading = await readCard(card)
  const place = card.locator('legend > span > span').first()
  const steps = /^1 of (\d+)$/.exec((await place.count()) === 0 ? '' : await place.innerText())?.[1] ?? '1'
  let { text, disordered } = reading
  for (let step = 2; step <= Number(steps); step += 1) {
    await card.getByRole('button', { name: 'Next question' }).click()
    await card.locator('legend').getByText(`${step} of ${steps}`, { exact: true }).waitFor()
    await openAll(page)
    const next = await readCard(card)
    text += next.text
    disordered = [...disordered, ...next.disordered]
  }
  return { title: reading.title, text, disordered }
}

/** Opens each approval's line on Home; the first is open by itself. */
async function openRows(page: Page, count: number): Promise<void> {
  const named = { name: /^(?:Review|Review plan|Answer): / }
  await expect.poll(() => page.getByRole('button', named).count()).toBeGreaterThanOrEqual(count)
  const closed = page.getByRole('button', { ...named, expanded: false })
  while ((await closed.count()) > 0) {
    await closed.first().evaluate((button) => (button as HTMLElement).click())
  }
}

function faultsOf(approval: Approval, { title, text, disordered }: CardReading): string[] {
  const isSeen = (one: string) =>
    linesOf(one).every((line) => text.includes(drawn(line)) || piecesOf(line).every((piece) => text.includes(piece)))
  // What is nested is written as JSON, whose long lines are cut elsewhere than those of its texts, or drawn as what it is.
  const isWritten = (value: unknown) => typeof value !== 'string' && isSeen(JSON.stringify(value, null, 2))
  const told = [
    ...(approval.kind === 'elicitation' ? elicitationTexts(approval.input) : expectedOf(approval.input, isWritten)),
    ...[approval.description, approval.decision_reason, approval.blocked_path].map((one) => one ?? ''),
  ]
  const missing = told.filter((one) => !isSeen(one) && !isSeen(JSON.stringify(one).slice(1, -1)))
  const name = `${approval.approval_id} ${approval.tool_name}`
  return [
    ...missing.map((line) => `${name}: not to be seen: ${line.slice(0, 120)}`),
    ...disordered.map((line) => `${name}: out of order: ${withMarks(line).slice(0, 120)}`),
    ...(ownWords.test(title) ? [] : [`${name}: not our words: ${title}`]),
  ]
}

const ownWords =
  /^(?:Sub-agent · )?(?:(?:Run a command|(?:Write|Edit|Read) (?:a file|[\w./-]+)|Edit a notebook|Fetch an address|Search the web|Start a sub-agent)\?|Use the tool (?:send of mail|Holo\u202egram)\?|Claude asks|Claude's plan|An MCP server asks)$/u

/** Every text that stands in an input, but for those of fields that are written as a whole. */
function expectedOf(
  input: Readonly<Record<string, unknown>>,
  isWritten: (value: unknown) => boolean,
): readonly string[] {
  return Object.entries(input).flatMap(([name, value]) => [
    ...(typeof value === 'string' ? [value] : isWritten(value) ? [] : deepTexts(value)),
    ...(isDrawn(name) ? [] : [name]),
  ])
}

/** Fields that are drawn as what they are, without their names. */
function isDrawn(name: string): boolean {
  return /^(?:command|url|description|content|old_string|new_string|new_source|file_path|notebook_path|edits|plan|questions)$/.test(
    name,
  )
}

function deepTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return [value]
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, inside]) => [
      ...(Array.isArray(value) ||
      /^(?:question|header|options|label|description|preview|multiSelect|old_string|new_string)$/.test(name)
        ? []
        : [name]),
      ...deepTexts(inside),
    ])
  }
  return typeof value === 'boolean' ? [] : [String(value)]
}

/** The lines of a text. A path may be told from the session's folder. */
function linesOf(text: string): readonly string[] {
  return text.split('\n').map((line) => line.replace(/^\/home\/me\/code\/api-server\//, ''))
}

/** A line as it is drawn, without blanks. */
function drawn(line: string): string {
  return withMarks(line).replaceAll(/\s+/g, '')
}

/** A long line as it is drawn: in pieces. */
function piecesOf(line: string): readonly string[] {
  return expandedRows(numbered('same', line)).map((row) => (row.kind === 'line' ? drawn(row.line.text) : ''))
}
