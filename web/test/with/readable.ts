import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { CONSOLE_TEXTS } from '../../src/text/console-texts.ts'
import { TEXTS } from '../../src/text/texts.ts'
import type { Setting } from './browser.ts'

/** What axe finds wrong on a page, by WCAG 2.2 AA and good practice. */
export async function violations(page: Page) {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

/** Colours in the middle of a transition are nobody's choice. */
export const calm = (page: Page) =>
  page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  )

/** The page, or the conversation in it, which scrolls by itself. */
export const widerThanTheWindow = (page: Page) =>
  page.evaluate(() => {
    const conversation = document.querySelector('[data-messages]')?.parentElement
    return (
      document.documentElement.scrollWidth > innerWidth ||
      (conversation instanceof HTMLElement && conversation.scrollWidth > conversation.clientWidth)
    )
  })

/** Lines of the page that are a whole sentence of the other language. */
export async function untranslated(page: Page, { language = 'fr' }: Setting): Promise<string[]> {
  const all = { fr: { ...CONSOLE_TEXTS.fr, ...TEXTS.fr }, en: { ...CONSOLE_TEXTS.en, ...TEXTS.en } }
  const [mine, theirs] = language === 'en' ? [all.en, all.fr] : [all.fr, all.en]
  const own = new Set<string>(Object.values(mine))
  const foreign = new Set<string>(Object.values(theirs).filter((text) => !own.has(text)))
  const button = theirs['language.other']
  const text = (await page.locator('body').innerText()).replaceAll('\u00a0', ' ')
  return text.split('\n').filter((line) => foreign.has(line.trim()) && line.trim() !== button)
}

/** What the bars at the bottom cover can be scrolled to: it is judged uncovered. */
export async function asTallAs(page: Page): Promise<void> {
  const { width = 0, height = 0 } = page.viewportSize() ?? {}
  const whole = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: Math.max(height, whole) })
}

/** A page as it stands: nothing that axe finds, nothing beside the window, one language. */
export async function expectReadable(page: Page, path: string, setting: Setting): Promise<void> {
  expect(await violations(page), path).toEqual([])
  expect(await widerThanTheWindow(page), `${path} scrolls sideways`).toBe(false)
  expect(await page.locator('html').getAttribute('lang')).toBe(setting.language)
  expect(await untranslated(page, setting), path).toEqual([])
}
