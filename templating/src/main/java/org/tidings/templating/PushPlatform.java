package org.tidings.templating;

/** A service that carries notifications to mobile applications. */
public enum PushPlatform {
    /** Firebase Cloud Messaging, HTTP v1: the object goes under {@code message}, beside the token. */
    FCM,
    /** Apple Push Notification service: the object is the whole body of the request. */
    APNS
}
