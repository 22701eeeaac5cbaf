import path from 'node:path'
import type { Locator, Page } from 'playwright-core'
import type { Hand } from './hand.ts'

/** What a task has to work with. */
export interface Scene {
  readonly hand: Hand
  readonly url: string
  /** A folder with sessions, and one without. */
  readonly known: string
  readonly elsewhere: string
  /** Makes a session in the known folder, named, with its first prompt. */
  readonly session: (name: string, prompt: string) => Promise<string>
}

/** One of the things that people do every day. `prepare` is not counted. */
export interface EverydayTask {
  readonly name: string
  readonly prepare: (scene: Scene) => Promise<void>
  readonly act: (scene: Scene) => Promise<void>
}

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const QUESTION = {
  question: 'Which colour shall the boat have?',
  header: 'Colour',
  multiSelect: false,
  options: [
    { label: 'Blue', description: 'Like the sea' },
    { label: 'Red', description: 'Like the buoy' },
  ],
}

/** In the order of the report. */
export const everydayTasks: readonly EverydayTask[] = [
  { name: 'start in a known folder', prepare: home, act: startKnown },
  { name: 'start elsewhere', prepare: home, act: startElsewhere },
  { name: 'answer a question', prepare: (scene) => asks(scene, 'question'), act: answer },
  { name: 'allow a command', prepare: (scene) => asks(scene, 'command'), act: (scene) => decide(scene, 'Allow once') },
  { name: 'deny a command', prepare: (scene) => asks(scene, 'command'), act: deny },
  { name: 'switch the model', prepare: (scene) => answered(scene, 'hello'), act: switchModel },
  { name: 'try again after an error', prepare: fails, act: tryAgain },
  { name: 'paste an image', prepare: (scene) => answered(scene, 'hello'), act: pasteImage },
  { name: 'attach a file', prepare: (scene) => answered(scene, 'hello'), act: attach },
  { name: 'run a slash command', prepare: (scene) => answered(scene, 'hello'), act: slashCommand },
  { name: 'find an old conversation', prepare: home, act: findConversation },
  { name: 'find a word in a conversation', prepare: (scene) => answered(scene, '@tokens 400'), act: findWord },
  { name: 'copy code', prepare: (scene) => answered(scene, '```ts\nconst boat = 1\n```'), act: copyCode },
  { name: 'fork', prepare: (scene) => answered(scene, 'hello'), act: fork },
  { name: 'archive a session', prepare: (scene) => answered(scene, 'hello'), act: archive },
]

const text = (page: Page, words: string | RegExp) =>
  page.getByText(words, { exact: typeof words === 'string' }).filter({ visible: true })
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).filter({ visible: true })
const composer = (page: Page) => page.getByRole('textbox', { name: 'Message to Claude' })
const log = (page: Page) => page.getByRole('log')

async function home({ hand: { page }, url }: Scene): Promise<void> {
  await page.goto(url)
  await page.getByRole('main').waitFor()
  await text(page, /^Connected/)
    .first()
    .waitFor()
}

async function open(scene: Scene, id: string): Promise<void> {
  await scene.hand.page.goto(`${scene.url}/session/${id}`)
  await composer(scene.hand.page).waitFor()
  await button(scene.hand.page, /^(?:Send|Queue)$/)
    .first()
    .waitFor()
}

async function answered(scene: Scene, prompt: string): Promise<void> {
  await open(scene, await scene.session('Boats', prompt))
  await log(scene.hand.page)
    .getByText(/tokens ·/)
    .first()
    .waitFor()
}

async function asks(scene: Scene, what: 'question' | 'command'): Promise<void> {
  const prompt =
    what === 'question'
      ? `@tool AskUserQuestion ${JSON.stringify({ questions: [QUESTION] })}`
      : `@tool Bash ${JSON.stringify({ command: 'touch boat.txt', description: 'Make a boat' })}`
  await open(scene, await scene.session('Asking', prompt))
  await card(scene).waitFor()
}

async function fails(scene: Scene): Promise<void> {
  await open(scene, await scene.session('Failing', '@err 400'))
  await button(scene.hand.page, 'Try again').waitFor()
}

function card({ hand: { page } }: Scene): Locator {
  return page.getByRole('region', { name: 'Needs you' }).last()
}

async function startKnown(scene: Scene): Promise<void> {
  const { hand } = scene
  if (hand.isTouch) {
    await startFrom(scene)
  } else {
    await hand.press(hand.page.getByRole('textbox', { name: 'What should Claude do?' }))
    await hand.write(hand.page.getByRole('textbox', { name: 'What should Claude do?' }), 'hello boat')
    await hand.key('Enter')
  }
  await log(hand.page)
    .getByText(/^You said: hello boat/)
    .waitFor()
}

/** By the page New session. `choose`: another folder. */
async function startFrom({ hand }: Scene, choose?: () => Promise<void>): Promise<void> {
  await hand.press(hand.page.getByRole('link', { name: /^New/ }).filter({ visible: true }).first())
  await hand.page.getByRole('textbox', { name: 'What should Claude do?' }).waitFor()
  await choose?.()
  await hand.write(hand.page.getByRole('textbox', { name: 'What should Claude do?' }), 'hello boat')
  await hand.press(button(hand.page, 'Start').first())
}

async function startElsewhere(scene: Scene): Promise<void> {
  const { hand, elsewhere } = scene
  const { page } = hand
  const name = path.basename(elsewhere)
  await startFrom(scene, async () => {
    await hand.press(button(page, 'Browse…').first())
    await hand.write(page.getByRole('searchbox', { name: 'Search folders' }), name)
    await hand.press(button(page, new RegExp(`Use ${name}`)).first())
  })
  await log(page)
    .getByText(/^You said: hello boat/)
    .waitFor()
}

async function answer(scene: Scene): Promise<void> {
  await scene.hand.press(card(scene).getByText('Blue', { exact: true }))
  await decide(scene, 'Send answer')
}

async function decide(scene: Scene, name: string): Promise<void> {
  await scene.hand.press(card(scene).getByRole('button', { name, exact: true }))
  await log(scene.hand.page)
    .getByText(/tokens ·/)
    .first()
    .waitFor()
}

async function deny(scene: Scene): Promise<void> {
  await scene.hand.press(card(scene).getByRole('button', { name: 'Deny…' }))
  await decide(scene, 'Deny')
}

async function switchModel({ hand }: Scene): Promise<void> {
  const { page } = hand
  if (hand.isTouch) {
    await hand.press(page.getByTitle('Model, and what Claude may do without asking'))
  }
  const picker = page.getByRole('combobox', { name: 'Model' })
  await picker.waitFor()
  const before = await picker.inputValue()
  const values = await picker.locator('option').evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value))
  const next = values.find((value) => value !== before && value !== '') ?? before
  await hand.choose(picker, next)
  await page.waitForFunction(
    (value) => document.querySelector<HTMLSelectElement>('select[aria-label="Model"]')?.value === value,
    next,
  )
}

async function tryAgain({ hand }: Scene): Promise<void> {
  await hand.press(button(hand.page, 'Try again').first())
  await log(hand.page).getByText('@err 400').nth(1).waitFor()
}

async function pasteImage({ hand }: Scene): Promise<void> {
  const { page } = hand
  await hand.press(composer(page))
  const pasted = page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)
    const data = new DataTransfer()
    data.items.add(new File([bytes], 'image.png', { type: 'image/png' }))
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, PIXEL)
  // The browser's own paste, which no script may press.
  await hand.key('Shift')
  await pasted
  await page.getByRole('list', { name: 'Attached files' }).locator('img').waitFor()
}

async function attach({ hand }: Scene): Promise<void> {
  const { page } = hand
  const file = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') }
  if (hand.isTouch) {
    await hand.press(button(page, 'Add to the message'))
  }
  const chosen = page.waitForEvent('filechooser')
  const entry = hand.isTouch
    ? page.getByRole('menuitem', { name: /^Attach images or texts/ })
    : page.locator('label').filter({ has: page.getByLabel('Attach images or texts') })
  await hand.press(entry)
  await (await chosen).setFiles(file)
  await page.getByRole('list', { name: 'Attached files' }).getByText('notes.txt').waitFor()
}

async function slashCommand({ hand }: Scene): Promise<void> {
  const { page } = hand
  await hand.press(composer(page))
  await hand.page.keyboard.type('/compact')
  await page.getByRole('listbox', { name: 'Commands' }).getByRole('option').first().waitFor()
  await (hand.isTouch ? hand.press(page.getByRole('option').first()) : hand.key('Enter'))
  await (hand.isTouch ? hand.press(button(page, 'Send')) : hand.key('Enter'))
  await log(page)
    .getByText(/compact/i)
    .first()
    .waitFor()
}

async function findConversation({ hand }: Scene): Promise<void> {
  const { page } = hand
  const search = button(page, 'Search').first()
  await (hand.isTouch ? hand.press(search) : hand.key('Control+k'))
  await hand.write(page.getByRole('combobox', { name: /^Search/ }), 'oldest')
  await page
    .getByRole('option', { name: /oldest/i })
    .first()
    .waitFor()
  await (hand.isTouch ? hand.press(page.getByRole('option', { name: /oldest/i }).first()) : hand.key('Enter'))
  await log(page).getByText('An old word').first().waitFor()
}

async function findWord({ hand }: Scene): Promise<void> {
  const { page } = hand
  const bar = page.getByRole('search', { name: 'Find in this conversation' })
  await (hand.isTouch ? findByMenu(hand) : hand.key('Control+f'))
  await hand.write(bar.getByRole('textbox'), 'word37')
  await bar.getByText(/^\d+ of \d+/).waitFor()
}

async function findByMenu(hand: Hand): Promise<void> {
  await hand.press(button(hand.page, /^More/).first())
  await hand.press(hand.page.getByRole('menuitem', { name: /Find/ }))
}

async function copyCode({ hand }: Scene): Promise<void> {
  const copy = log(hand.page)
    .getByRole('button', { name: /^Copy(?: code)?$/ })
    .first()
  await hand.press(copy)
  await hand.page.waitForFunction(async () => (await navigator.clipboard.readText()).includes('const boat'))
}

async function fork({ hand }: Scene): Promise<void> {
  const { page } = hand
  const before = page.url()
  if (hand.isTouch) {
    await hand.press(log(page).getByRole('button', { name: 'More' }).last())
  }
  await hand.press(button(page, 'Fork from here').last())
  await page.waitForURL((address) => address.href !== before)
  await composer(page).waitFor()
}

async function archive({ hand }: Scene): Promise<void> {
  const { page } = hand
  await hand.press(button(page, /^More/).first())
  await hand.press(page.getByRole('menuitem', { name: /^Archive/ }))
  await text(page, /^Archived “/)
    .first()
    .waitFor()
}
