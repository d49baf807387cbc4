import type { frAccessibility } from './fr-accessibility.ts'
import type { Texts } from './fr.ts'

export const enAccessibility: Texts<keyof typeof frAccessibility> = {
  'a11y.link': 'Accessibility: not compliant',
  'a11y.title': 'Accessibility statement',
  'a11y.lead':
    'Whoever runs this messenger undertakes to make their online services accessible, by article 47 of the French law n° 2005-102 of 11 February 2005. This statement is about the pages of this messenger.',
  'a11y.state': 'Compliance',
  'a11y.state.is': 'Not compliant with RGAA 4.1, for want of an audit',
  'a11y.state.why':
    'No audit by people has measured the criteria of the French reference for accessibility (RGAA). Until there is one, the reference wants the service to call itself not compliant, whatever the automatic checks below say.',
  'a11y.tested': 'What is checked',
  'a11y.tested.lead': 'The pages are checked by automatic tests, in a real browser:',
  'a11y.tested.axe': 'the automatic rules of axe-core for WCAG 2.2, levels A and AA, with no fault found to this day;',
  'a11y.tested.settings': 'in French and English, light and dark, on a telephone and on a computer;',
  'a11y.tested.keyboard': 'the main acts of the account and of notifications, by the keyboard alone;',
  'a11y.tested.width': 'no sideways scrolling on a screen 360 pixels wide.',
  'a11y.tested.limit': 'Such tests see only some of the faults: they replace neither an audit nor the word of those concerned.',
  'a11y.known': 'Known limits',
  'a11y.known.people': 'The pages were not tried by people with disabilities, nor with a screen reader by a specialist.',
  'a11y.known.files': 'Attached files (PDF, pictures, documents) are as their authors made them; a picture may have no description.',
  'a11y.known.voice': 'Voice messages have no transcript.',
  'a11y.known.language':
    'Notices and notifications that the service writes into conversations are in French, even when the pages are in English.',
  'a11y.known.clients': 'Element and other Matrix applications are no part of these pages: their accessibility is their own.',
  'a11y.report': 'Report a difficulty',
  'a11y.report.whom':
    'If something is not accessible to you, tell the administrator of your structure: they will show you another way, and pass the fault on to be mended.',
  'a11y.report.what': 'Say which page, what you wanted to do, and with which browser and assistive technology.',
  'a11y.recourse': 'Recourse',
  'a11y.recourse.when':
    'If you reported a fault that keeps you from a content or a service, and the answer does not satisfy you, you can turn to the French Defender of Rights (Défenseur des droits):',
  'a11y.recourse.site': 'by their site, defenseurdesdroits.fr',
  'a11y.recourse.post': 'by free post, without a stamp: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.',
  'a11y.date': 'Statement of 30 November 2026.',
}
