import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { AxeBuilder } from '@axe-core/playwright'
import type { Result } from 'axe-core'
import type { CDPSession, Page } from 'playwright-core'
import { devtoolsOf } from './lentContexts.ts'

/** WCAG 2.2, A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** The same code as axe's main file at less than half the size: most of the time of a look went into handing it over. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * All that breaks a rule of WCAG 2.2 A or AA on the page as it is. What keeps the rules is only counted. Where nothing is framed, axe
 * is handed over once per document and needs no second page to put the answers of frames together: the same rules on the same
 * document, at a third of the time.
 */
export async function brokenRules(page: Page): Promise<Result[]> {
  if (page.frames().length > 1) {
    const axe = new AxeBuilder({ page, axeSource }).options({ resultTypes: ['violations'] }).withTags(RULES)
    return (await axe.analyze()).violations
  }
  const devtools = await devtoolsOf(page)
  try {
    if ((await evaluate(devtools, 'typeof window.axe')) === 'undefined') {
      await evaluate(devtools, `${axeSource}\n;0`)
    }
    return (await evaluate(devtools, LOOK)) as Result[]
  } finally {
    await devtools.detach()
  }
}

const LOOK = `axe.run(document, ${JSON.stringify({
  resultTypes: ['violations'],
  runOnly: { type: 'tag', values: RULES },
})}).then(({ violations }) => violations)`

/** @throws Error with what the page threw. */
async function evaluate(devtools: CDPSession, expression: string): Promise<unknown> {
  const wanted = { expression, awaitPromise: true, returnByValue: true }
  const { result, exceptionDetails: thrown } = await devtools.send('Runtime.evaluate', wanted)
  if (thrown !== undefined) {
    throw new Error(`axe could not look at the page: ${thrown.exception?.description ?? thrown.text}`)
  }
  return result.value
}
