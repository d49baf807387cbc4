/**
 * The callbacks that Synapse offers to modules and that care_circle_policy.py does not register, each with the reason. A test
 * asks the pinned Synapse for all of them: one that is neither registered nor here fails, and so does one that is both.
 */

const SEEN_AS_EVENT = 'check_event_allowed sees every event, this one too, for administrators as well, and answers with our words.'
const TELLS_ONLY = 'It tells what has happened and refuses nothing; the registry is the truth and the comparison repairs the rest.'
const NO_PRESENCE = 'Presence is off.'
const OWN_UPKEEP = 'How fast Synapse does its own upkeep is no matter of ours.'
const SIZE_BY_GATEWAY = 'The size is bounded by the configuration, and files are judged by the gateway, which sees who uploads what.'
const NO_VALIDITY = 'Accounts do not expire by themselves: the registry suspends or ends them, and Synapse locks them.'
const BY_PASSWORD = 'People sign in with the password of their account, which Synapse checks; there is no other way in to add or to name.'

export const WAIVED_CALLBACKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  register_third_party_rules_callbacks: {
    on_new_event: 'It runs in every process for every event and delays /sync; the application service hears the same.',
    on_profile_update: TELLS_ONLY,
    on_user_deactivation_status_changed: TELLS_ONLY,
    on_threepid_bind: TELLS_ONLY,
    on_add_user_third_party_identifier: TELLS_ONLY,
    on_remove_user_third_party_identifier: TELLS_ONLY,
  },
  register_spam_checker_callbacks: {
    check_event_for_spam: SEEN_AS_EVENT,
    user_may_join_room: SEEN_AS_EVENT,
    user_may_invite: SEEN_AS_EVENT,
    user_may_send_state_event: SEEN_AS_EVENT,
    check_media_file_for_spam: SIZE_BY_GATEWAY,
  },
  register_account_validity_callbacks: {
    is_user_expired: NO_VALIDITY,
    on_user_registration: TELLS_ONLY,
    on_user_login: TELLS_ONLY,
    on_legacy_send_mail: NO_VALIDITY,
    on_legacy_renew: NO_VALIDITY,
    on_legacy_admin_request: NO_VALIDITY,
  },
  register_password_auth_provider_callbacks: {
    check_3pid_auth: BY_PASSWORD,
    on_logged_out: TELLS_ONLY,
    auth_checkers: BY_PASSWORD,
    get_username_for_registration: BY_PASSWORD,
    get_displayname_for_registration: BY_PASSWORD,
  },
  register_media_repository_callbacks: {
    get_media_config_for_user: SIZE_BY_GATEWAY,
    is_user_allowed_to_upload_media_of_size: SIZE_BY_GATEWAY,
    get_media_upload_limits_for_user: SIZE_BY_GATEWAY,
    on_media_upload_limit_exceeded: TELLS_ONLY,
  },
  register_ratelimit_callbacks: {
    get_ratelimit_override_for_user: 'The limits of the configuration are the same for all; the application service has none.',
  },
  register_federation_callbacks: {
    on_event_delivered_over_federation: 'There is no federation.',
  },
  register_presence_router_callbacks: { get_users_for_states: NO_PRESENCE, get_interested_users: NO_PRESENCE },
  register_background_update_controller_callbacks: { on_update: OWN_UPKEEP, default_batch_size: OWN_UPKEEP, min_batch_size: OWN_UPKEEP },
  register_account_data_callbacks: { on_account_data_updated: TELLS_ONLY },
  register_add_extra_fields_to_unsigned_client_event_callbacks: {
    add_field_to_unsigned_callback: 'What clients are told of an event is what the specification says.',
  },
}
