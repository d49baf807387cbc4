import { Switch } from '@mantine/core'
import { useText } from '../../text/text.tsx'
import { Dialog } from '../dialog.tsx'
import css from './keys.module.css'
import { useKeyListSwitch } from './key-list.ts'

/** As the keyboards of people write them; a word is translated, a sign is not. */
const GROUPS = [
  {
    place: 'everywhere',
    keys: [
      { act: 'list', keys: ['?'] },
      { act: 'search', keys: ['ctrl', 'K'] },
      { act: 'close', keys: ['escape'] },
    ],
  },
  {
    place: 'messages',
    keys: [
      { act: 'around', keys: ['↑', '↓'] },
      { act: 'inside', keys: ['→', '←'] },
      { act: 'reply', keys: ['R'] },
      { act: 'delete', keys: ['delete'] },
    ],
  },
  {
    place: 'writing',
    keys: [
      { act: 'send', keys: ['enter'] },
      { act: 'line', keys: ['shift', 'enter'] },
      { act: 'mail', keys: ['ctrl', 'enter'] },
    ],
  },
] as const
const NAMED = ['ctrl', 'escape', 'delete', 'enter', 'shift'] as const
type Named = (typeof NAMED)[number]
const isNamed = (key: string): key is Named => (NAMED as readonly string[]).includes(key)

export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useText()
  const [listens, setListens] = useKeyListSwitch()
  return (
    <Dialog opened={opened} title={t('shell.account.keys')} onClose={onClose}>
      <div className={css['groups']}>
        {GROUPS.map(({ place, keys }) => (
          <section key={place} aria-labelledby={`keys-${place}`}>
            <h3 id={`keys-${place}`}>{t(`keys.${place}`)}</h3>
            <dl className={css['keys']}>
              {keys.map(({ act, keys: pressed }) => (
                <div key={act}>
                  <dt>
                    {pressed.map((key) => (
                      <kbd key={key}>{isNamed(key) ? t(`keys.key.${key}`) : key}</kbd>
                    ))}
                  </dt>
                  <dd>{t(`keys.act.${act}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <Switch
          size="md"
          label={t('keys.switch')}
          description={t('keys.switch.why')}
          checked={listens}
          onChange={(event) => setListens(event.currentTarget.checked)}
          classNames={{ track: css['track'] ?? '' }}
        />
      </div>
    </Dialog>
  )
}
