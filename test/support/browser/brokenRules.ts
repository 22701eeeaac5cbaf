import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** WCAG 2.2, A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * All that breaks a rule of WCAG 2.2 A or AA on the page as it is. What keeps the rules is only counted. Where nothing is framed, axe
 * needs no second page to put the answers of frames together: the same rules on the same document, at half the time.
 */
export async function brokenRules(page: Page) {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(RULES)
  const { violations } = await axe.setLegacyMode(page.frames().length === 1).analyze()
  return violations
}
