//! Checks on cameras.

checks! {
    camera_without_retention
    camera_kept_too_long
    camera_without_signs
    camera_hidden
    camera_viewers_unstated
    camera_without_activity
    police_request_is_no_ground
    camera_visible_and_hidden
}
