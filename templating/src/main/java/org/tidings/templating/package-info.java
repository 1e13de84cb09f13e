/**
 * Templates of messages: Mustache documents and MessageFormat 2 patterns, compiled against a schema and rendered under a
 * consent decision.
 *
 * <p>A {@link org.tidings.templating.TemplateModel} says which names a template may use.
 * {@link org.tidings.templating.MessageTemplate#compile} turns a manifest with its bodies
 * ({@link org.tidings.templating.TemplateFiles}) into an immutable template, or reports every fault with its place. A
 * {@link org.tidings.templating.RenderRequest} with the people, their decisions and the values of one message is then
 * rendered into a reusable {@link org.tidings.templating.RenderBuffer}; the result is a
 * {@link org.tidings.templating.Rendering}. Everything that can be shared between threads is immutable; the buffer belongs
 * to one thread.
 */
@NullMarked
package org.tidings.templating;

import org.jspecify.annotations.NullMarked;
