import type { frPush } from './fr-push.ts'
import type { Texts } from './fr.ts'

export const enPush: Texts<keyof typeof frPush> = {
  'push.title': 'Be told on this device',
  'push.lead': 'The device signals a new message even when the messenger is closed. It shows neither a name nor a word.',
  'push.on': 'This device is told.',
  'push.off': 'This device is not told.',
  'push.busy': 'One moment…',
  'push.unsupported': 'This browser cannot notify.',
  'push.unsupported.how':
    'On iPhone and iPad: “Share”, then “Add to Home Screen”, and open the messenger from that icon. Elsewhere: an up-to-date browser, outside private browsing.',
  'push.refused': 'The browser refuses notifications from this site.',
  'push.refused.how':
    'To allow them: click the icon to the left of the address of the site, then “Notifications” and “Allow”. On a phone: the phone’s settings, then notifications of the application.',
  'push.refused.again': 'Done, check again',
  'push.not-offered': 'This installation does not notify devices.',
  'push.failed': 'Nothing was changed',
  'push.no-service': 'The browser could not reach its push service. Check the network, then try again.',
  'push.opening': 'Opening the message',
}
