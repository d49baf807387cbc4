import { NativeSelect, SegmentedControl, Switch, TextInput } from '@mantine/core'
import type { PreferencesBody } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { Notice } from '../notice.tsx'
import css from './wishes.module.css'

interface Given {
  body: PreferencesBody
  hasAddress: boolean
  onChange: (part: Partial<PreferencesBody>) => void
}
const AWAY = [0, 5, 15, 30, 60, 240, 1_440]
const NIGHT = { from: '20:00', to: '07:00' }

export function EmailSettings({ body, hasAddress, onChange }: Given) {
  const { t } = useText()
  const { digestHour, awayMinutes, language } = body
  const away = AWAY.includes(awayMinutes) ? AWAY : [...AWAY, awayMinutes].toSorted((a, b) => a - b)
  return (
    <div className={css['fields']}>
      {!hasAddress && (
        <Notice tone="drift">
          <p>{t('wishes.email.none')}</p>
        </Notice>
      )}
      <div className={css['grid']}>
        <NativeSelect
          size="md"
          label={t('wishes.digest')}
          description={t('wishes.digest.help')}
          value={String(digestHour)}
          onChange={(event) => onChange({ digestHour: Number(event.currentTarget.value) })}
          data={Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: t('wishes.hour', { hour }) }))}
        />
        <NativeSelect
          size="md"
          label={t('wishes.away')}
          description={t('wishes.away.help')}
          value={String(awayMinutes)}
          onChange={(event) => onChange({ awayMinutes: Number(event.currentTarget.value) })}
          data={away.map((minutes) => ({ value: String(minutes), label: awayWords(t, minutes) }))}
        />
      </div>
      <QuietHours body={body} onChange={onChange} />
      <fieldset className={css['language']}>
        <legend>{t('wishes.language')}</legend>
        <SegmentedControl
          size="md"
          color="petrol"
          value={language}
          onChange={(value) => onChange({ language: value === 'en' ? 'en' : 'fr' })}
          data={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
        />
      </fieldset>
    </div>
  )
}

function awayWords(t: ReturnType<typeof useText>['t'], minutes: number): string {
  if (minutes === 0) return t('wishes.away.always')
  return minutes % 60 === 0 ? t('wishes.away.hours', { count: minutes / 60 }) : t('wishes.away.minutes', { count: minutes })
}

function QuietHours({ body: { quiet }, onChange }: Pick<Given, 'body' | 'onChange'>) {
  const { t } = useText()
  // A field that is being emptied keeps what it was: there is no hour without a value.
  const set = (end: 'from' | 'to', value: string) => {
    if (quiet !== null && /^\d\d:\d\d$/.test(value)) onChange({ quiet: { ...quiet, [end]: value } })
  }
  const none = quiet !== null && quiet.from === quiet.to
  return (
    <div>
      <Switch
        size="md"
        label={t('wishes.quiet')}
        description={t('wishes.quiet.help')}
        checked={quiet !== null}
        onChange={(event) => onChange({ quiet: event.currentTarget.checked ? NIGHT : null })}
        classNames={{ track: css['track'] ?? '' }}
      />
      {quiet !== null && (
        <div className={css['hours']}>
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              type="time"
              required
              withAsterisk={false}
              label={t(`wishes.quiet.${end}`)}
              value={quiet[end]}
              error={none && end === 'to' ? t('wishes.quiet.none') : undefined}
              onChange={(event) => set(end, event.currentTarget.value)}
            />
          ))}
        </div>
      )}
    </div>
  )
}
